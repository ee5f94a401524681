using MiniHF.Engine.Weave;

namespace MiniHF.Workspace.Tests.Weave;

public sealed class WeaveGraphvizTests
{
    [Fact]
    public void Write_FinishedSearch_ColoursCommittedResultAndPruned()
    {
        WeaveSearch search = WeaveScenario.Start(new WeaveParameters(Budget: 2, RoundBudget: 2, Expand: 2, MaxLookahead: 1, Temperature: 1));
        search = search.Apply(new NodeExpanded(0, [new WeaveChild(" \"a\"\n", 1, 0), new WeaveChild(" b", 0, 0)]));

        string dot = WeaveGraphviz.Write(WeaveScenario.Finish(search));

        Assert.Equal(
            """
            digraph weave {
                rankdir=LR;
                node [shape=box, style="rounded,filled", fillcolor=white, fontname="Helvetica"];
                n0 [label=<0<BR/><FONT POINT-SIZE="9">0</FONT>>, tooltip="Once", color=blue, fillcolor=white];
                n1 [label=<1<BR/><FONT POINT-SIZE="9">-0.3133</FONT>>, tooltip=" \"a\"\n", color=red, fillcolor=white];
                n0 -> n1 [color=red];
                n2 [label=<0<BR/><FONT POINT-SIZE="9">-1.3133</FONT>>, tooltip=" b", color=black, fillcolor=lightgrey];
                n0 -> n2 [color=black];
            }

            """,
            dot);
    }
}
