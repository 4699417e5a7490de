"""What of torch is packaged, in place of the hook that comes with PyInstaller.

That one takes torch's own tests, headers, tools and test libraries too, and imports every module of it.
"""

from __future__ import annotations

from pathlib import Path

from PyInstaller.utils.hooks import get_package_paths

TEST_LIBRARY_WORDS = ("_test.", "backend_with_compiler", "aoti_custom_ops")
TORCH_FOLDER = Path(get_package_paths("torch")[1])

module_collection_mode = "pyz+py"  # torch compiles some of its functions from their source.
warn_on_missing_hiddenimports = False
binaries = [
    (str(path), "torch/lib")
    for path in (TORCH_FOLDER / "lib").iterdir()
    if path.is_file() and not any(word in path.name for word in TEST_LIBRARY_WORDS)
]
binaries += [(str(path), "torch/bin") for path in (TORCH_FOLDER / "bin").glob("torch_shm_manager*")]
# torch imports these by their names.
hiddenimports = [
    "torch._dynamo",
    "torch._inductor.config",
    "torch._meta_registrations",
    "torch._refs",
    "torch.onnx.operators",
    "torch.testing._internal.distributed.fake_pg",
    "torch.testing._internal.logging_tensor",
    *(
        f"torch._dynamo.polyfills.{path.stem}"
        for path in (TORCH_FOLDER / "_dynamo" / "polyfills").glob("[!_]*.py")
    ),
]
excludedimports = ["torch.utils.tensorboard"]
bindepend_symlink_suppression = ["**/torch/lib/*.so*"]
