namespace MiniHF.Engine.Adapters;

/// <summary>What people and records need to know of a loaded adapter.</summary>
/// <param name="Name">What requests call it.</param>
/// <param name="Source">The directory it came from; empty where it came from none.</param>
/// <param name="Id">What it does, as a hash (<see cref="LoraAdapter.Id"/>): requests may call it this too.</param>
/// <param name="Rank">Width of its changes.</param>
/// <param name="Parameters">Number of weights.</param>
/// <param name="BaseModel">What its files say it was made for.</param>
public sealed record AdapterDescription(string Name, string Source, string Id, int Rank, long Parameters, string BaseModel)
{
    internal static AdapterDescription Of(LoraAdapter adapter, string name, string source) =>
        new(name, source, adapter.Id, adapter.Config.Rank, adapter.ParameterCount, adapter.Config.BaseModel);
}
