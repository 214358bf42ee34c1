"""Work done in threads, a little ahead of who takes its results, in order."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Generic, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

TICK_S = 0.2
PATIENCE_S = 2.0


class Ahead(Generic[Item, Result]):
    """`work(item)` for all `items`, by threads that are at most `workers` + 1 results ahead.

    The items themselves are drawn by the threads too, one at a time. An error, of an item or of its work,
    comes out where its result would have. Leaving the `with` block starts no more work and waits a moment for
    what is under way; what takes longer is left to end by itself.
    """

    def __init__(self, items: Iterable[Item], work: Callable[[Item], Result], workers: int) -> None:
        self._items, self._work = enumerate(items), work
        self._room = threading.Semaphore(workers + 1)
        self._drawing = threading.Lock()
        self._ready = threading.Condition()
        self._results: dict[int, tuple[Item, Result] | BaseException] = {}
        self._next, self._ended = 0, False
        self.stopped = threading.Event()
        self._threads = [threading.Thread(target=self._run, daemon=True) for _ in range(workers)]

    def __enter__(self) -> Ahead[Item, Result]:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.stopped.set()
        for _ in self._threads:
            self._room.release()
        until = time.monotonic() + PATIENCE_S
        for thread in self._threads:
            thread.join(max(0.0, until - time.monotonic()))

    def taken(self, tick: Callable[[], None]) -> Iterator[tuple[Item, Result]]:
        """Every item with its result, in order; `tick` is called while one is waited for."""
        index = 0
        while True:
            with self._ready:
                while index not in self._results and not (self._ended and index >= self._next):
                    self._ready.wait(TICK_S)
                    if index not in self._results:
                        tick()
                if index not in self._results:
                    return
                result = self._results.pop(index)
            self._room.release()
            if isinstance(result, BaseException):
                raise result
            yield result
            index += 1

    def _run(self) -> None:
        while True:
            self._room.acquire()
            with self._drawing:
                if self.stopped.is_set() or self._ended:
                    self._room.release()
                    return
                try:
                    index, item = next(self._items)
                except StopIteration:
                    self._end(self._next)
                    continue
                except BaseException as error:
                    self._put(self._next, error)
                    self._end(self._next + 1)
                    continue
                self._next = index + 1
            try:
                result: tuple[Item, Result] | BaseException = (item, self._work(item))
            except BaseException as error:
                result = error
            self._put(index, result)

    def _end(self, count: int) -> None:
        with self._ready:
            self._next, self._ended = count, True
            self._ready.notify_all()
        self._room.release()

    def _put(self, index: int, result: tuple[Item, Result] | BaseException) -> None:
        with self._ready:
            self._results[index] = result
            self._ready.notify_all()
