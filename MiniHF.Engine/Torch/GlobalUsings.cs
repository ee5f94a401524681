#pragma warning disable IDE0005 // Needed by every folder that computes, whichever of them a build contains.
// The one line that moving to the TorchSharp package changes: `global using TorchSharp; global using static TorchSharp.torch;`.
global using MiniHF.Engine.Torch;
global using static MiniHF.Engine.Torch.torch;
