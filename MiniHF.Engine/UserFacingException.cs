namespace MiniHF.Engine;

/// <summary>
/// An error whose message is written for the person at the keyboard: one line that names the thing and the remedy.
/// The command line prints it and exits with 1; a page shows it as an inline notice.
/// </summary>
public class UserFacingException(string message, Exception? inner = null) : Exception(message, inner);
