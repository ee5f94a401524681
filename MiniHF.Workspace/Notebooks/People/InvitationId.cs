namespace MiniHF.Workspace.Notebooks.People;

/// <summary>Identifies an invitation link. It is no secret: what opens the notebook is the link's token, of which only a hash is kept.</summary>
public readonly record struct InvitationId(Guid Value)
{
    public static InvitationId New() => new(Guid.CreateVersion7());
}
