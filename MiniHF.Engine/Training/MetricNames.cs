namespace MiniHF.Engine.Training;

/// <summary>What metrics are called. The names are TRL's where it has one, so that people recognise them.</summary>
public static class MetricNames
{
    public const string Loss = "loss";

    /// <summary>Length of the gradient before it was clipped.</summary>
    public const string GradientNorm = "grad_norm";

    public const string LearningRate = "learning_rate";

    /// <summary>Tokens gone through since the run began.</summary>
    public const string Tokens = "num_tokens";

    /// <summary>Seconds the step took.</summary>
    public const string StepTime = "step_time";

    public const string TokensPerSecond = "tokens_per_second";

    /// <summary>Mebibytes the process holds.</summary>
    public const string Memory = "memory_mb";

    public const string Epoch = "epoch";

    /// <summary>Held-out loss, in nats a token.</summary>
    public const string EvaluationLoss = "eval_loss";

    /// <summary>Held-out loss, in nats a byte of text.</summary>
    public const string EvaluationLossPerByte = "eval_loss_per_byte";

    /// <summary>Share of held-out questions answered as labelled.</summary>
    public const string EvaluationAccuracy = "eval_accuracy";

    /// <summary>Mean score of fresh samples on held-out prompts, in logits.</summary>
    public const string EvaluationReward = "eval_reward";

    public const string Reward = "reward";
    public const string RewardDeviation = "reward_std";
    public const string ZeroDeviation = "frac_reward_zero_std";

    /// <summary>Divergence from the reference, in nats a token.</summary>
    public const string Kl = "kl";

    /// <summary>Root of the divergence from the reference, in nats a sample.</summary>
    public const string RootKl = "sqrt_kl";

    public const string Entropy = "entropy";
    public const string MeanLength = "completions/mean_length";
    public const string MinLength = "completions/min_length";
    public const string MaxLength = "completions/max_length";
    public const string ClippedLength = "completions/clipped_ratio";
    public const string ClipRatio = "clip_ratio/region_mean";

    /// <summary>Share of different pairs of words among all pairs of words.</summary>
    public const string Distinct2 = "distinct_2";

    /// <summary>Mean p(yes) over texts that are plainly bad.</summary>
    public const string NegativeControl = "negative_control";

    public const string RewardsChosen = "rewards/chosen";
    public const string RewardsRejected = "rewards/rejected";
    public const string RewardsMargins = "rewards/margins";
    public const string RewardsAccuracies = "rewards/accuracies";
    public const string LogpsChosen = "logps/chosen";
    public const string LogpsRejected = "logps/rejected";
    public const string LogitsChosen = "logits/chosen";
    public const string LogitsRejected = "logits/rejected";
    public const string EvaluationRewardsAccuracies = "eval_rewards/accuracies";
    public const string EvaluationRewardsMargins = "eval_rewards/margins";

    /// <summary>Mean score of one principle.</summary>
    public static string PrincipleMean(string principle) => $"rewards/{principle}/mean";

    /// <summary>Deviation of one principle's scores.</summary>
    public static string PrincipleDeviation(string principle) => $"rewards/{principle}/std";
}
