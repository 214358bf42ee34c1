"""Building a network whose weights are about to be loaded, or whose shapes alone are wanted."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any


@contextlib.contextmanager
def unset_weights(device: str | None = None) -> Iterator[None]:
    """Inside, `torch.nn.init` leaves weights as memory is: nothing is drawn, and no page touched for it.

    Args:
        device: where the weights are made; "meta" gives shapes without memory. (There, torch would load
            its compiler, 150 MB and a second, only to fill with random numbers what has no numbers.)
    """
    import torch
    from torch.overrides import TorchFunctionMode

    draws = (torch.Tensor.uniform_, torch.Tensor.normal_)  # xavier's rules call them directly

    class Unset(TorchFunctionMode):
        def __torch_function__(
            self, func: Any, types: Any, args: tuple[Any, ...] = (), kwargs: dict[str, Any] | None = None
        ) -> Any:
            kwargs = kwargs or {}
            if func in draws or getattr(func, "__module__", None) == "torch.nn.init":
                return kwargs["tensor"] if "tensor" in kwargs else args[0]
            return func(*args, **kwargs)

    with contextlib.ExitStack() as stack:
        if device is not None:
            stack.enter_context(torch.device(device))
        stack.enter_context(Unset())
        yield
