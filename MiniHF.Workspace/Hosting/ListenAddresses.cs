using System.Net;
using System.Net.Sockets;
using MiniHF.Engine;

namespace MiniHF.Workspace.Hosting;

/// <summary>Where the server listens, checked before anything is started.</summary>
internal sealed class ListenAddresses
{
    public const string Default = "http://127.0.0.1:5080";

    private readonly BindingAddress[] _addresses;

    private ListenAddresses(BindingAddress[] addresses) => _addresses = addresses;

    /// <summary>As Kestrel reads them.</summary>
    public string[] Urls => [.. _addresses.Select(address => address.ToString())];

    /// <summary>The address to show, that a browser on this machine can open.</summary>
    public string Shown => $"{_addresses[0].Scheme}://{(IsWildcard(_addresses[0]) ? "127.0.0.1" : _addresses[0].Host)}:{_addresses[0].Port}";

    /// <summary>Whether only this machine can reach it.</summary>
    public bool IsLoopback => _addresses.All(address => IsLoopbackHost(address.Host));

    /// <exception cref="UserFacingException">An address cannot be read.</exception>
    public static ListenAddresses Parse(string? urls)
    {
        string[] parts = (string.IsNullOrWhiteSpace(urls) ? Default : urls)
            .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return new ListenAddresses([.. parts.Select(ParseOne)]);
    }

    /// <summary>Tries each address out, so that a taken port is one clear line before a database is started for nothing.</summary>
    /// <exception cref="UserFacingException">An address cannot be listened on.</exception>
    public void Check()
    {
        foreach (BindingAddress address in _addresses.Where(address => address.Port != 0))
        {
            IPAddress ip = IPAddress.TryParse(address.Host.Trim('[', ']'), out IPAddress? parsed)
                ? parsed
                : IsLoopbackHost(address.Host) ? IPAddress.Loopback : IPAddress.Any;
            using TcpListener listener = new(ip, address.Port);
            try
            {
                listener.Start();
            }
            catch (SocketException e)
            {
                throw new UserFacingException(
                    e.SocketErrorCode switch
                    {
                        SocketError.AddressAlreadyInUse =>
                            $"Port {address.Port} is in use, perhaps by another workspace. Stop that one, or choose another port: --urls http://{address.Host}:{address.Port + 1}",
                        SocketError.AccessDenied =>
                            $"Port {address.Port} needs rights this user has not. Choose one from 1024 up: --urls {Default}",
                        _ => $"{address} cannot be listened on: {e.Message}. Choose another address: --urls {Default}",
                    },
                    e);
            }
        }
    }

    public static bool IsLoopbackHost(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out IPAddress? ip) && IPAddress.IsLoopback(ip));

    private static bool IsWildcard(BindingAddress address) =>
        address.Host is "*" or "+" or "0.0.0.0" or "[::]";

    private static BindingAddress ParseOne(string url)
    {
        try
        {
            BindingAddress address = BindingAddress.Parse(url);
            return address.IsUnixPipe || address.IsNamedPipe || address.Scheme is not ("http" or "https")
                ? throw new FormatException("only http and https")
                : address;
        }
        catch (Exception e) when (e is FormatException or ArgumentException)
        {
            throw new UserFacingException($"'{url}' is not an address to listen on. Write it like {Default}, several with ; between them.", e);
        }
    }
}
