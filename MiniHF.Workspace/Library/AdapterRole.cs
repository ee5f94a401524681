namespace MiniHF.Workspace.Library;

/// <summary>What an adapter was made for. The numbers are stored; never change one.</summary>
[Flags]
public enum AdapterRole
{
    /// <summary>It writes.</summary>
    Generator = 1,

    /// <summary>It answers yes/no questions.</summary>
    Evaluator = 2,

    Both = Generator | Evaluator,
}
