namespace MiniHF.Workspace.Accounts;

/// <summary>Why a link was made. The numbers are stored: never renumber.</summary>
internal enum SignInPurpose
{
    /// <summary>Printed when the server starts: for the owner.</summary>
    Start = 0,

    /// <summary>Made by a person: for another device, or for somebody new.</summary>
    Invitation = 1,

    /// <summary>Made by a notebook's owner: into that notebook, with a role.</summary>
    Notebook = 2,
}
