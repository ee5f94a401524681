#!/usr/bin/env bash
# Builds against the libtorch of the PyTorch that python3 imports, and holds what runs on its GPU to transformers.
#
#   docker/cuda/check.sh MODEL_DIR...
#
# Needs the .NET 10 SDK, cmake, g++ and the CUDA toolkit, and python3 with torch (a CUDA build) and transformers.
set -euo pipefail
cd "$(dirname "$0")/../.."

torch() { python3 -c "import os, torch; print($1)"; }
export Torch_DIR="$(torch 'torch.utils.cmake_prefix_path')/Torch"
# The wheel's libraries stand by themselves, and its CUDA ones lie in packages beside it.
export LD_LIBRARY_PATH="$(torch 'os.path.join(os.path.dirname(torch.__file__), "lib")')${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"

dotnet build MiniHF.Workspace -c Release -v q
minihf() { dotnet MiniHF.Workspace/bin/Release/net10.0/MiniHF.Workspace.dll "$@"; }

reference=$(mktemp)
trap 'rm -f "$reference"' EXIT
failed=0
for model in "$@"; do
    # In one type the numbers must agree; in the other both round, and the largest difference is only told.
    python3 docker/cuda/reference.py "$model" > "$reference"
    minihf bench reference --model "$model" --reference "$reference" --device cpu || failed=1
    Engine__Precision=float32 minihf bench reference --model "$model" --reference "$reference" --device cuda || failed=1
    python3 docker/cuda/reference.py "$model" --device cuda --dtype bfloat16 --branches 8 > "$reference"
    minihf bench reference --model "$model" --reference "$reference" --device cuda --tolerance 1 || failed=1
    minihf bench generate --model "$model" --device cuda
done
exit $failed
