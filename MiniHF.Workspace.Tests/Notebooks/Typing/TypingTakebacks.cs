using System.Collections.Immutable;
using System.Text.Json;
using Jint;
using Jint.Native;
using Jint.Native.Object;
using MiniHF.Workspace.Notebooks.Typing;

namespace MiniHF.Workspace.Tests.Notebooks.Typing;

/// <summary>A browser's undo of one field, with the text that it shows.</summary>
internal sealed class TypingTakebacks(Jint.Engine engine, ObjectInstance takebacks)
{
    private double _now;

    public string Text { get; private set; } = "";

    /// <summary>Types, in one breath with what was typed before.</summary>
    public TypingTakebacks Types(string after, bool rested = false, bool composed = false)
    {
        _now += rested ? 60_000 : 50;
        TextChange change = TextChange.Between(Text, after);
        Call("did", Steps(change), _now, composed);
        Text = after;
        return this;
    }

    public TypingTakebacks OthersMake(string after)
    {
        Call("theirs", Steps(TextChange.Between(Text, after)));
        Text = after;
        return this;
    }

    public bool Undo() => Turn("back");

    public bool Redo() => Turn("again");

    private bool Turn(string function)
    {
        JsValue change = takebacks.Get(function).Call(takebacks, []);
        if (change.IsNull())
        {
            return false;
        }

        Text = new TextChange(TypingJournal.Read<ImmutableArray<TextStep>>(engine, change)).Apply(Text);
        return true;
    }

    private JsValue Steps(TextChange change) => TypingJournal.FromJson(engine, JsonSerializer.Serialize(change.Steps, TypingJournal.Wire));

    private void Call(string function, JsValue change, params object[] rest) =>
        takebacks.Get(function).Call(takebacks, [change, .. rest.Select(argument => JsValue.FromObject(engine, argument))]);
}
