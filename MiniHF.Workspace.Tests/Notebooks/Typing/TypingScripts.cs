using System.Text.Json;
using Jint;
using Jint.Native;
using Jint.Native.Object;
using MiniHF.Workspace.Tests.Fixtures;

namespace MiniHF.Workspace.Tests.Notebooks.Typing;

/// <summary>The scripts that browsers run, in this process.</summary>
internal sealed class TypingScripts
{
    private static readonly string[] s_modules = ["text-change.js", "typing-journal.js", "typing-undo.js"];

    private readonly Jint.Engine _engine = new();
    private readonly JsValue _make;

    public TypingScripts()
    {
        foreach (string module in s_modules)
        {
            _engine.Modules.Add($"./{module}", File.ReadAllText(Repository.PathTo("wwwroot", "js", module)));
        }

        _engine.Modules.Add("main", """
            import { Journal } from './typing-journal.js';
            import { Takebacks } from './typing-undo.js';
            export * from './text-change.js';
            export const makeTakebacks = () => new Takebacks();
            export function make(id, keep, newId, kept) {
              const environment = { keep, newId };
              return kept === null ? new Journal(id, environment) : Journal.read(kept, environment);
            }
            """);
        Main = _engine.Modules.Import("main");
        _make = Main.Get("make");
    }

    private ObjectInstance Main { get; }

    /// <summary>A journal as a page makes it: a fresh one, or one that another page left.</summary>
    public TypingJournal Journal(Guid id, Action<string?> keep, Func<Guid> newId, string? kept = null)
    {
        Action<JsValue> keeps = text => keep(text.IsNull() ? null : text.AsString());
        Func<string> makes = () => newId().ToString();
        JsValue made = _make.Call(
            JsValue.FromObject(_engine, id.ToString()),
            JsValue.FromObject(_engine, keeps),
            JsValue.FromObject(_engine, makes),
            kept is null ? JsValue.Null : JsValue.FromObject(_engine, kept));
        return new TypingJournal(_engine, made.AsObject());
    }

    /// <summary>What a field's own undo takes back.</summary>
    public TypingTakebacks Takebacks() => new(_engine, Main.Get("makeTakebacks").Call(JsValue.Undefined, []).AsObject());

    /// <summary>Calls a function of <c>text-change.js</c> with values that have a JSON form.</summary>
    public T Call<T>(string function, params object[] arguments)
    {
        JsValue[] values = [.. arguments.Select(argument => TypingJournal.FromJson(_engine, JsonSerializer.Serialize(argument, TypingJournal.Wire)))];
        return TypingJournal.Read<T>(_engine, Main.Get(function).Call(JsValue.Undefined, values));
    }
}
