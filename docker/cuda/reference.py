"""What Hugging Face transformers computes of a model directory, as JSON for `minihf bench reference`.

python3 docker/cuda/reference.py MODEL_DIR > reference.json
python3 docker/cuda/reference.py MODEL_DIR --device cuda --dtype bfloat16 --branches 8 > reference.json

--branches N also measures `generate` with N texts from one prompt, as `minihf bench generate` does, and says so on standard error.
"""
import argparse
import json
import sys
import time

import torch
from transformers import AutoModelForCausalLM


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model")
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--dtype", default="float32", choices=["float32", "bfloat16"])
    parser.add_argument("--length", type=int, default=48, help="tokens of the text whose scores are compared")
    parser.add_argument("--greedy", type=int, default=24, help="tokens of the greedy text")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--branches", type=int, default=0)
    parser.add_argument("--prompt", type=int, default=32, help="tokens of the prompt that branches grow from")
    parser.add_argument("--tokens", type=int, default=64, help="tokens of each branch")
    given = parser.parse_args()

    model = AutoModelForCausalLM.from_pretrained(given.model, torch_dtype=getattr(torch, given.dtype)).to(given.device).eval()
    generator = torch.Generator().manual_seed(given.seed)
    vocabulary = model.config.vocab_size
    context = getattr(model.config, "max_position_embeddings", None) or getattr(model.config, "n_positions", 1024)
    ids = torch.randint(1, vocabulary, (1, min(given.length, context - 1)), generator=generator)
    prompt = ids[:, : min(8, ids.shape[1])]
    with torch.inference_mode():
        logits = model(ids.to(given.device)).logits[0].float()
        # An end of text is a token like any other here: what follows is compared, not what stops.
        text = prompt.to(given.device)
        for _ in range(min(given.greedy, context - prompt.shape[1] - 1)):
            text = torch.cat([text, model(text).logits[:, -1:].float().argmax(-1)], dim=1)
        if given.branches:
            measure(model, given, vocabulary)

    json.dump(
        {
            "ids": ids[0].tolist(),
            "logSumExp": logits.logsumexp(-1).tolist(),
            "lastLogits": logits[-1].tolist(),
            "greedyPrompt": prompt[0].tolist(),
            "greedy": text[0, prompt.shape[1]:].tolist(),
        },
        sys.stdout,
    )


def measure(model, given, vocabulary):
    prompt = torch.randint(1, vocabulary, (1, given.prompt), generator=torch.Generator().manual_seed(given.seed)).to(given.device)
    prompts = prompt.repeat(given.branches, 1)
    best = float("inf")
    for _ in range(4):
        synchronize(given.device)
        begun = time.perf_counter()
        model.generate(
            prompts, attention_mask=torch.ones_like(prompts), do_sample=True, temperature=0.9, top_k=50,
            max_new_tokens=given.tokens, min_new_tokens=given.tokens, pad_token_id=0,
        )
        synchronize(given.device)
        best = min(best, time.perf_counter() - begun)
    print(f"transformers: {given.branches} branches of {given.tokens} tokens from {given.prompt}: {given.branches * given.tokens / best:.0f} tokens/s", file=sys.stderr)


def synchronize(device):
    if device.startswith("cuda"):
        torch.cuda.synchronize(device)


if __name__ == "__main__":
    main()
