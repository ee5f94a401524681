using Microsoft.Extensions.Options;
using MiniHF.Engine;

namespace MiniHF.Workspace.Library;

/// <summary>Stops a start whose engine settings are out of range, with every fault and its key.</summary>
internal sealed class EngineOptionsValidation : IValidateOptions<EngineOptions>
{
    public ValidateOptionsResult Validate(string? name, EngineOptions options)
    {
        IReadOnlyList<string> faults = options.FindFaults();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
