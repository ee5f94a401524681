using System.Text.Json;
using Jint;
using Jint.Native;
using Jint.Native.Object;
using MiniHF.Workspace.Notebooks.Typing;

namespace MiniHF.Workspace.Tests.Notebooks.Typing;

/// <summary>A browser's journal of what was typed.</summary>
internal sealed class TypingJournal(Jint.Engine engine, ObjectInstance journal)
{
    /// <summary>As Blazor carries values between browser and server.</summary>
    public static readonly JsonSerializerOptions Wire = new(JsonSerializerDefaults.Web) { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public string View(Guid branch) => Call("view", branch.ToString()).AsString();

    public bool IsEmpty => journal.Get("isEmpty").AsBoolean();

    public int Unsaved => (int)journal.Get("unsaved").AsNumber();

    public void Open(Guid branch, Guid? parent, int revision, string text) => Call("open", branch.ToString(), parent?.ToString(), revision, text);

    public void Close(Guid branch) => Call("close", branch.ToString());

    public void Edit(Guid branch, string text, int caret) => Call("edit", branch.ToString(), text, caret);

    public void Noticed(Guid branch, int revision) => Call("noticed", branch.ToString(), revision);

    public void Lost() => Call("lost");

    public void Discard() => Call("discard");

    /// <summary>What it asks now, and the handle its answer has to come with.</summary>
    public (JsValue Handle, TypingRequest Request)? Question() => Call("question") is { } asked && !asked.IsNull() ? (asked, Read<TypingRequest>(engine, asked)) : null;

    /// <summary>The branch its words have moved to; null where they stayed.</summary>
    public Guid? Answered(JsValue question, TypingAnswer answer)
    {
        JsValue effect = journal.Get("answered").Call(journal, [question, FromJson(engine, JsonSerializer.Serialize(answer, Wire))]);
        return effect.IsNull() || effect.AsObject().Get("moved") is not { } moved || moved.IsNull() ? null : Guid.Parse(moved.AsString());
    }

    internal static T Read<T>(Jint.Engine engine, JsValue value) =>
        JsonSerializer.Deserialize<T>(Json(engine, "stringify", value).AsString(), Wire) ?? throw new JsonException("Null.");

    internal static JsValue FromJson(Jint.Engine engine, string json) => Json(engine, "parse", JsValue.FromObject(engine, json));

    private static JsValue Json(Jint.Engine engine, string function, JsValue value)
    {
        ObjectInstance json = engine.GetValue("JSON").AsObject();
        return json.Get(function).Call(json, [value]);
    }

    private JsValue Call(string function, params object?[] arguments) =>
        journal.Get(function).Call(journal, [.. arguments.Select(argument => JsValue.FromObject(engine, argument))]);
}
