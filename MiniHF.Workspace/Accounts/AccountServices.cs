using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using MiniHF.Workspace.EventStore;
using MiniHF.Workspace.EventStore.Integrity;
using MiniHF.Workspace.Postgres;

namespace MiniHF.Workspace.Accounts;

/// <summary>Registers accounts and signing in.</summary>
public static class AccountServices
{
    private const string ApplicationName = "minihf";

    private static readonly TimeSpan s_signedIn = TimeSpan.FromDays(90);

    public static IHostApplicationBuilder AddAccounts(this IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        IServiceCollection services = builder.Services;
        services.AddEventTypes(registry => registry.Add<AccountCreated>().Add<AccountRenamed>().Add<GuestAccepted>());
        services.AddSingleton<IStreamFold>(new StreamFold<Person?>(AccountStream.Type, AccountStream.Fold) { Title = person => person?.Name });
        services.AddSchemaMigrations(SignInLinks.Migrations);
        services.TryAddSingleton<SignInLinks>();
        services.TryAddSingleton(provider => new AccountDirectory(
            provider.GetRequiredService<PostgresEventStore>(),
            provider.GetRequiredService<SignInLinks>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddHostedService<AccountFollower>();
        AddSignIn(services, DataFolder.Resolve(builder.Configuration[DataFolder.Setting]));
        return builder;
    }

    private static void AddSignIn(IServiceCollection services, string dataFolder)
    {
        services.AddDataProtection()
            .SetApplicationName(ApplicationName)
            .PersistKeysToFileSystem(new DirectoryInfo(Path.Combine(dataFolder, "keys")));
        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(options =>
        {
            options.Cookie.Name = "minihf";
            options.Cookie.HttpOnly = true;
            options.Cookie.SameSite = SameSiteMode.Lax;
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            options.ExpireTimeSpan = s_signedIn;
            options.SlidingExpiration = true;
            options.LoginPath = SignInEndpoints.SignedOutPath;
            options.AccessDeniedPath = SignInEndpoints.SignedOutPath;
            options.Events.OnValidatePrincipal = RefuseUnknownAsync;
        });
        services.AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
    }

    /// <summary>A cookie outlives the database it was made with.</summary>
    private static Task RefuseUnknownAsync(CookieValidatePrincipalContext context)
    {
        AccountDirectory accounts = context.HttpContext.RequestServices.GetRequiredService<AccountDirectory>();
        if (SignedInPerson.Of(context.Principal) is not { } person || accounts.Find(person) is null)
        {
            context.RejectPrincipal();
        }

        return Task.CompletedTask;
    }
}
