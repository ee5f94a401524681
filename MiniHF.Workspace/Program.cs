using MiniHF.Workspace.Commands;

return await MiniHFCommandLine.RunAsync(args);
