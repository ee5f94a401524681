using System.Collections.Immutable;
using System.Text;

namespace MiniHF.Workspace.Notebooks.Typing;

/// <summary>Puts a change together from pieces, without empty steps.</summary>
internal sealed class TextChangeBuilder
{
    private readonly ImmutableArray<TextStep>.Builder _steps = ImmutableArray.CreateBuilder<TextStep>();
    private readonly StringBuilder _put = new();
    private readonly StringBuilder _drop = new();
    private int _keep;

    public void Keep(int length)
    {
        if (length == 0)
        {
            return;
        }

        EndStep();
        _keep += length;
    }

    public void Put(string text)
    {
        if (text.Length > 0 && _drop.Length > 0)
        {
            // What is put behind something dropped stays behind it: another's text may have its place between.
            EndStep();
        }

        _put.Append(text);
    }

    public void Drop(string text) => _drop.Append(text);

    public TextChange Build()
    {
        EndStep();
        return _steps.Count == 0 ? TextChange.None : new TextChange(_steps.DrainToImmutable());
    }

    private void EndStep()
    {
        if (_put.Length == 0 && _drop.Length == 0)
        {
            return;
        }

        _steps.Add(new TextStep(_keep, _drop.ToString(), _put.ToString()));
        _put.Clear();
        _drop.Clear();
        _keep = 0;
    }
}
