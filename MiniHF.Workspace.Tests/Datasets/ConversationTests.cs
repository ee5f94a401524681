using MiniHF.Engine.Datasets;

namespace MiniHF.Workspace.Tests.Datasets;

public sealed class ConversationTests : IDisposable
{
    private readonly DataFolder _folder = new();

    [Fact]
    public void Read_Conversation_GivesWhatIsRatedInItsOrder()
    {
        const string Json =
            """
            {"responseDict": {
              "1": {"id": "1", "prompt": "Once", "text": "", "rating": true, "evaluationPrompt": "Good? {response}", "children": ["2", "3"]},
              "2": {"id": "2", "prompt": "Once", "text": " upon", "rating": true, "evaluationPrompt": "Good? {response}", "nodes": [{"depth": 0, "text": "", "score": 1.5}]},
              "3": {"id": "3", "prompt": "Once", "text": " on", "rating": false},
              "4": {"id": "4", "prompt": "Once", "text": " in", "rating": null},
              "5": {"id": "5", "text": " no prompt", "rating": true}},
             "focusId": "2"}
            """;

        DataFile file = _folder.Read("conversation.json", Json);

        Assert.Equal(
            [new TextItem("Once"), new RatedItem("Once", " upon", true, "Good? {response}"), new RatedItem("Once", " on", false, null)],
            file.Items.Select(item => item with { EventIds = new TextItem("").EventIds }));
    }

    [Fact]
    public void Read_ConversationWithNothingRated_SaysSo() => Assert.Equal(
        $"{_folder.PathOf("conversation.json")} holds nothing to learn from.",
        _folder.Refused("conversation.json", """{"responseDict": {"1": {"prompt": "Once", "text": " upon", "rating": null}}}"""));

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("{\"responseDict\": {\"1\": {\"prompt\": 3}}}")]
    [InlineData("{\"responseDict\": {")]
    public void Read_OtherJson_SaysThatItIsNoConversation(string json) => Assert.Equal(
        $"{_folder.PathOf("other.json")} is no conversation saved by MiniHF: it has no \"responseDict\".", _folder.Refused("other.json", json));

    public void Dispose() => _folder.Dispose();
}
