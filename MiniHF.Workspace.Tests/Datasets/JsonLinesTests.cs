using MiniHF.Engine.Datasets;

namespace MiniHF.Workspace.Tests.Datasets;

public sealed class JsonLinesTests : IDisposable
{
    private const string Fault =
        "not an object with \"text\", \"inputs\" and \"targets\", \"prompt\", \"chosen\" and \"rejected\", or \"prompt\", \"response\" and \"rating\".";

    private readonly DataFolder _folder = new();

    public static TheoryData<string, DataItem> Forms { get; } = new()
    {
        { """{"text": "A tale."}""", new TextItem("A tale.") },
        { """{"inputs": "2 + 2?", "targets": "4", "task": "sums"}""", new ExampleItem("2 + 2?", "4") },
        { """{"Inputs": "2 + 2?", "Targets": "4"}""", new ExampleItem("2 + 2?", "4") },
        { """{"prompt": "Once", "chosen": " upon", "rejected": " on"}""", new PreferenceItem("Once", " upon", " on") },
        { """{"prompt": "Once", "chosen": " upon", "rejected": " on", "win_rate": 0.75}""", new PreferenceItem("Once", " upon", " on", 0.75) },
        { """{"prompt": "Once", "response": " upon", "rating": false}""", new RatedItem("Once", " upon", false, null) },
        { """{"prompt": "Once", "response": " upon", "rating": true, "question": "Good? {response}"}""", new RatedItem("Once", " upon", true, "Good? {response}") },
        { """{"prompt": "Once"}""", new PromptItem("Once") },
        { """{"text": "\u4e8c \ud83e\udd8a"}""", new TextItem("二 🦊") },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public void Read_EachForm_IsItsItem(string line, DataItem item) =>
        Assert.Equal(item, Assert.Single(_folder.Read("items.jsonl", line).Items) with { EventIds = item.EventIds });

    [Fact]
    public void Read_Events_ArePartOfTheItem() =>
        Assert.Equal(["a", "b"], Assert.Single(_folder.Read("items.ndjson", """{"text": "A tale.", "events": ["a", "b"]}""").Items).EventIds);

    [Fact]
    public void Read_EmptyLinesAndOtherLineEnds_AreNothing() =>
        Assert.Equal(2, _folder.Read("items.jsonl", "\n{\"text\": \"a\"}\r\n  \r\n{\"text\": \"b\"}\n\n").Items.Count);

    [Theory]
    [InlineData("[1, 2]")]
    [InlineData("null")]
    [InlineData("{\"text\": \"cut sh")]
    [InlineData("{\"inputs\": \"no target\"}")]
    [InlineData("{\"prompt\": \"Once\", \"chosen\": \" upon\"}")]
    [InlineData("{\"prompt\": \"Once\", \"response\": \" upon\"}")]
    [InlineData("{\"prompt\": \"Once\", \"chosen\": \" upon\", \"rejected\": \" on\", \"win_rate\": 2}")]
    public void Read_LineOfNoKnownForm_IsNamedByItsNumber(string line) =>
        Assert.Equal($"{_folder.PathOf("items.jsonl")}, line 3: {Fault}", _folder.Refused("items.jsonl", $"{{\"text\": \"a\"}}\n\n{line}\n"));

    [Fact]
    public void Read_WhatIsNotUtf8_SaysSo() => Assert.Equal(
        $"{_folder.PathOf("items.jsonl")} is not UTF-8 text at or soon after line 1: save it as UTF-8.",
        _folder.Refused("items.jsonl", [.. "{\"text\": \"caf"u8, 0xE9, .. "\"}"u8]));

    [Fact]
    public void Read_FileOfEmptyLines_SaysThatThereIsNothing() =>
        Assert.Equal($"{_folder.PathOf("items.jsonl")} holds nothing to learn from.", _folder.Refused("items.jsonl", "\n \n"));

    public void Dispose() => _folder.Dispose();
}
