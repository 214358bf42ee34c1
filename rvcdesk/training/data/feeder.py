"""Batches for the trainer: looked up where the dataset lies, or a few ahead in a thread."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor

import torch

from rvcdesk.training.dataset import Batch, Dataset, Tables

AHEAD = 3
SHARE = 0.4  # of a card's free memory that the dataset may take


def place(tables: Tables, device: torch.device, cache: str) -> Tables:
    """The dataset on the device where it fits ("auto") or is wanted there ("device"), else as it is."""
    if device.type == "cpu" or cache == "memory":
        return tables
    if cache == "auto" and device.type == "cuda":
        free, _ = torch.cuda.mem_get_info(device)
        if tables.bytes > SHARE * free:
            return tables
    return tables.to(device)


def feed(dataset: Dataset, device: torch.device, first: int, last: int) -> Iterator[Batch]:
    """The batches of steps first to last of the stage, on the device.

    Where the dataset lies elsewhere they are put together ahead, in pinned memory, so that copying
    them runs beside the computing.
    """
    if dataset.tables.f0.device.type == device.type:
        yield from (dataset.batch(step) for step in range(first, last + 1))
        return
    pool = ThreadPoolExecutor(1, "batches")
    waiting: list[Future[Batch]] = []
    try:
        for step in range(first, last + AHEAD + 1):
            if step <= last:
                waiting.append(pool.submit(_pinned, dataset, step, device))
            if len(waiting) > AHEAD or (step > last and waiting):
                yield waiting.pop(0).result().to(device)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _pinned(dataset: Dataset, step: int, device: torch.device) -> Batch:
    batch = dataset.batch(step)
    return batch.pinned() if device.type == "cuda" else batch
