"""Works out what a pickle would build, on plain data, without importing or calling anything.

A pickle is a program. Its opcodes are interpreted here: a handful of harmless names stand for
themselves, every other name refuses the file, and tensors become `TensorInfo` (shape, type, place)
after their sizes and strides were compared with the bytes that are really there.
"""

from __future__ import annotations

import io
import pickletools
from collections.abc import Callable
from dataclasses import dataclass
from math import prod
from typing import Any

from rvcdesk.messages import N_

MAX_OPCODES = 500_000
MAX_DEPTH = 64
# Containers that a file names twice count twice: whoever prints or walks them pays for each.
MAX_NODES = 4 * MAX_OPCODES
# torch's own magic number has 77 bits. Printing or converting far longer numbers fails or takes long.
MAX_BITS = 128
MAX_SIZE = 1 << 48

ITEM_SIZE = {
    "float16": 2, "bfloat16": 2, "float32": 4, "float64": 8, "int8": 1, "uint8": 1,
    "int16": 2, "int32": 4, "int64": 8, "bool": 1,
}  # fmt: skip
_STORAGES = {
    "HalfStorage": "float16", "BFloat16Storage": "bfloat16", "FloatStorage": "float32",
    "DoubleStorage": "float64", "CharStorage": "int8", "ByteStorage": "uint8",
    "ShortStorage": "int16", "IntStorage": "int32", "LongStorage": "int64", "BoolStorage": "bool",
}  # fmt: skip
# Classes that the published content encoders pickle beside their weights. They stay inert text.
_INERT_PREFIXES = ("fairseq.", "fairseq_cli.", "omegaconf.")
_INERT = {"argparse.Namespace", "enum.Enum", "collections.defaultdict"}
# How omegaconf (fairseq's configuration) writes the types of its fields, `Dict[str, int]` say.
_INERT |= {f"typing.{name}" for name in ("Any", "Dict", "List", "Optional", "Tuple", "Union")}
_INERT |= {"operator.getitem", "_operator.getitem"}
# Numbers and arrays of numpy, that some trainers leave beside the weights.
_INERT |= {f"numpy.{name}" for name in ("dtype", "ndarray")}
_INERT |= {
    f"numpy.{core}.multiarray.{name}" for core in ("core", "_core") for name in ("scalar", "_reconstruct")
}
_INERT |= {f"builtins.{name}" for name in ("dict", "list", "set", "int", "float", "str", "bool", "tuple")}
_INERT |= {
    f"__builtin__.{name}"
    for name in ("dict", "list", "set", "int", "float", "str", "unicode", "long", "bool", "tuple")
}

DAMAGED = N_("{file} is damaged or was cut short; copy or download it again.")
RUNS_CODE = N_(
    "{file} would run code when opened ({name}) and was refused; get the voice from a source you trust."
)
UNKNOWN = N_("{file} holds something no voice needs ({name}) and was refused.")
TOO_BIG = N_("{file} would unpack to far more than its own size and was refused.")
NESTED = N_("{file} is nested deeper than any real model and was refused.")
BAD_TENSOR = N_("{file} describes a tensor that does not fit its own data ({name}) and was refused.")


@dataclass(frozen=True)
class TensorInfo:
    """Where a tensor lies and how it is shaped; checked against the storage it points to."""

    storage: str
    dtype: str
    offset: int
    shape: tuple[int, ...]
    stride: tuple[int, ...]

    @property
    def elements(self) -> int:
        return prod(self.shape)


@dataclass
class Inert:
    """An object of a class that is never loaded; `state` is what the file would give it."""

    name: str
    state: Any = None


@dataclass(frozen=True)
class _Symbol:
    name: str


@dataclass(frozen=True)
class Storage:
    key: str
    dtype: str
    elements: int


class Refused(Exception):
    """Carries one of the templates above out of the interpreter."""

    def __init__(self, template: str, name: str = "") -> None:
        super().__init__(template)
        self.template = template
        self.name = name


class _Mark:
    pass


_MARK = _Mark()


class Machine:
    """Interprets pickle opcodes on plain data. Nothing is imported and nothing is called."""

    def __init__(self, storage_bytes: Callable[[str], int] | None) -> None:
        self.storage_bytes = storage_bytes
        self.storages: dict[str, Storage] = {}
        self.inert: set[str] = set()
        self.tensor_elements = 0
        self.opcodes = 0
        self.stack: list[Any] = []
        self.memo: dict[int, Any] = {}

    def run(self, stream: io.BytesIO) -> Any:
        """Interpret one pickle from the stream's position; leave the stream just behind it."""
        self.stack, self.memo = [], {}
        for opcode, argument, _position in pickletools.genops(stream):
            self.opcodes += 1
            if self.opcodes > MAX_OPCODES:
                raise Refused(TOO_BIG)
            self._step(opcode.name, argument)
        if len(self.stack) != 1:
            raise Refused(DAMAGED)
        _check_depth(self.stack[0])
        self._check_total()
        return self.stack[0]

    def _check_total(self) -> None:
        """Many views of one storage must not add up to more memory than a model needs."""
        stored = sum(storage.elements for storage in self.storages.values())
        if self.tensor_elements > 2 * stored + 1024:
            raise Refused(TOO_BIG)

    def _step(self, name: str, argument: Any) -> None:
        stack = self.stack
        if name in _CONSTANTS:
            stack.append(_CONSTANTS[name]())
        elif name in _VALUES:
            if isinstance(argument, int) and argument.bit_length() > MAX_BITS:
                raise Refused(UNKNOWN, "a number too long")
            stack.append(argument)
        elif name in ("BINPUT", "LONG_BINPUT", "PUT"):
            self.memo[int(argument)] = stack[-1]
        elif name == "MEMOIZE":
            self.memo[len(self.memo)] = stack[-1]
        elif name in ("BINGET", "LONG_BINGET", "GET"):
            stack.append(self.memo[int(argument)])
        elif name == "GLOBAL":
            stack.append(self._symbol(*argument.split(" ", 1)))
        elif name == "STACK_GLOBAL":
            symbol = stack.pop()
            stack.append(self._symbol(stack.pop(), symbol))
        elif name in _ACTIONS:
            _ACTIONS[name](self)
        elif name not in ("PROTO", "FRAME", "STOP"):
            raise Refused(UNKNOWN, f"pickle opcode {name}")

    def _symbol(self, module: Any, name: Any) -> _Symbol:
        """Admit a name the file mentions, or refuse the file."""
        if not isinstance(module, str) or not isinstance(name, str):
            raise Refused(UNKNOWN, "a name that is none")
        full = f"{module}.{name}"
        if full in _REBUILD or full in _INERT:
            return _Symbol(full)
        if module == "torch" and (name in _STORAGES or name in ITEM_SIZE or name == "Size"):
            return _Symbol(full)
        if full.startswith(_INERT_PREFIXES) and full.replace(".", "").replace("_", "").isalnum():
            self.inert.add(full)
            return _Symbol(full)
        raise Refused(UNKNOWN if full.startswith("torch._utils._rebuild_") else RUNS_CODE, full[:80])

    def pop_mark(self) -> list[Any]:
        for index in range(len(self.stack) - 1, -1, -1):
            if self.stack[index] is _MARK:
                items = self.stack[index + 1 :]
                del self.stack[index:]
                return items
        raise Refused(DAMAGED)

    def set_items(self, items: list[Any]) -> None:
        target = self.stack[-1]
        if isinstance(target, Inert):
            return
        if not isinstance(target, dict) or len(items) % 2:
            raise Refused(DAMAGED)
        for key, value in zip(items[::2], items[1::2], strict=True):
            target[_key(key)] = value

    def extend(self, items: list[Any]) -> None:
        target = self.stack[-1]
        if isinstance(target, list):
            target.extend(items)
        elif not isinstance(target, Inert):
            raise Refused(DAMAGED)

    def reduce(self) -> None:
        arguments = self.stack.pop()
        symbol = self.stack.pop()
        if not isinstance(symbol, _Symbol) or not isinstance(arguments, tuple):
            raise Refused(UNKNOWN, "a call of a value")
        if symbol.name in _REBUILD:
            self.stack.append(_REBUILD[symbol.name](self, arguments))
        elif symbol.name == "torch.Size":
            self.stack.append(tuple(arguments[0]))
        elif symbol.name in _INERT or symbol.name in self.inert:
            self.stack.append(Inert(symbol.name, arguments))
        else:
            raise Refused(UNKNOWN, symbol.name)

    def build(self) -> None:
        state = self.stack.pop()
        target = self.stack[-1]
        if isinstance(target, Inert):
            # The nodes of an omegaconf tree point back at their parents: the one circle real files have.
            known = state if isinstance(state, dict) and target.name.startswith("omegaconf.") else {}
            target.state = {key: value for key, value in known.items() if key != "_parent"} or state
        elif not isinstance(target, dict):
            raise Refused(UNKNOWN, "a changed object")
        # An OrderedDict's own attributes (torch's _metadata) carry nothing a voice needs.

    def storage(self) -> None:
        """A persistent id: ('storage', type, key, device, elements[, view])."""
        pid = self.stack.pop()
        if not isinstance(pid, tuple) or len(pid) < 5 or pid[0] != "storage" or any(pid[5:]):
            raise Refused(UNKNOWN, "a foreign reference")
        symbol, key, elements = pid[1], pid[2], pid[4]
        dtype = _STORAGES.get(symbol.name.removeprefix("torch.")) if isinstance(symbol, _Symbol) else None
        if dtype is None or not isinstance(key, str) or type(elements) is not int or elements < 0:
            raise Refused(UNKNOWN, "a storage of unknown type")
        storage = Storage(key, dtype, elements)
        if self.storages.setdefault(key, storage) != storage:
            raise Refused(BAD_TENSOR, key[:40])
        if self.storage_bytes is not None and self.storage_bytes(key) != elements * ITEM_SIZE[dtype]:
            raise Refused(BAD_TENSOR, key[:40])
        self.stack.append(storage)

    def tensor(self, arguments: tuple[Any, ...]) -> TensorInfo:
        """Arguments of torch's rebuild call: storage, offset, sizes, strides, ..."""
        storage, offset, shape, stride = arguments[:4]
        if not isinstance(storage, Storage) or len(shape) > 8 or len(stride) != len(shape):
            raise Refused(BAD_TENSOR, "no storage or too many dimensions")
        numbers = [offset, *shape, *stride]
        if any(type(number) is not int or not 0 <= number <= MAX_SIZE for number in numbers):
            raise Refused(BAD_TENSOR, "an impossible size")
        info = TensorInfo(storage.key, storage.dtype, offset, tuple(shape), tuple(stride))
        last = offset + sum((size - 1) * step for size, step in zip(shape, stride, strict=True))
        if not info.elements:
            # An empty tensor reaches nothing, wherever it says it lies.
            return TensorInfo(storage.key, storage.dtype, 0, info.shape, (0,) * len(info.shape))
        if info.elements > storage.elements or last >= storage.elements:
            raise Refused(BAD_TENSOR, f"{len(shape)} dimensions over {storage.elements} numbers")
        self.tensor_elements += info.elements
        return info


def _key(key: Any) -> Any:
    """Only plain keys: hashing a nested tuple from a file could exhaust the C stack."""
    if not isinstance(key, (str, int, float, bytes, type(None), _Symbol)):
        raise Refused(UNKNOWN, "an unusual dictionary key")
    return key


def _children(node: Any) -> list[Any]:
    values = node.values() if isinstance(node, dict) else (node.state,) if isinstance(node, Inert) else node
    return [value for value in values if isinstance(value, (dict, list, tuple, Inert))]


def _check_depth(root: Any) -> None:
    """No cycles, at most `MAX_DEPTH` levels, and written out at most `MAX_NODES` containers and items."""
    weight: dict[int, int] = {}
    path: set[int] = set()
    todo: list[tuple[Any, bool]] = [(root, False)] if isinstance(root, (dict, list, tuple, Inert)) else []
    while todo:
        node, leaving = todo.pop()
        if leaving:
            path.discard(id(node))
            items = 1 if isinstance(node, Inert) else len(node)
            weight[id(node)] = total = items + sum(weight[id(child)] for child in _children(node))
            if total > MAX_NODES:
                raise Refused(TOO_BIG)
        elif id(node) in path or len(path) > MAX_DEPTH:
            raise Refused(NESTED)
        elif id(node) not in weight:
            path.add(id(node))
            todo.append((node, True))
            todo += [(child, False) for child in _children(node)]


def _ordered_dict(machine: Machine, arguments: tuple[Any, ...]) -> dict[Any, Any]:
    pairs = arguments[0] if arguments else []
    if len(arguments) > 1 or not isinstance(pairs, list):
        raise Refused(DAMAGED)
    return {_key(key): value for key, value in pairs}


def _parameter(machine: Machine, arguments: tuple[Any, ...]) -> Any:
    if not isinstance(arguments[0], TensorInfo):
        raise Refused(DAMAGED)
    return arguments[0]


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise Refused(DAMAGED)
    return value


_REBUILD: dict[str, Callable[[Machine, tuple[Any, ...]], Any]] = {
    "collections.OrderedDict": _ordered_dict,
    "torch._utils._rebuild_tensor": Machine.tensor,
    "torch._utils._rebuild_tensor_v2": Machine.tensor,
    "torch._utils._rebuild_parameter": _parameter,
    "torch.device": lambda machine, arguments: _text(arguments[0]),
    "_codecs.encode": lambda machine, arguments: _text(arguments[0]),
}
_CONSTANTS: dict[str, Callable[[], Any]] = {
    "NONE": lambda: None, "NEWTRUE": lambda: True, "NEWFALSE": lambda: False, "MARK": lambda: _MARK,
    "EMPTY_DICT": dict, "EMPTY_LIST": list, "EMPTY_TUPLE": tuple, "EMPTY_SET": list,
}  # fmt: skip
_VALUES = {
    "INT", "BININT", "BININT1", "BININT2", "LONG", "LONG1", "LONG4", "FLOAT", "BINFLOAT", "STRING",
    "BINSTRING", "SHORT_BINSTRING", "UNICODE", "SHORT_BINUNICODE", "BINUNICODE", "BINUNICODE8",
    "BINBYTES", "SHORT_BINBYTES", "BINBYTES8",
}  # fmt: skip


def _tuple(count: int) -> Callable[[Machine], None]:
    def action(machine: Machine) -> None:
        if len(machine.stack) < count:
            raise Refused(DAMAGED)
        items = tuple(machine.stack[-count:])
        machine.stack[-count:] = [items]

    return action


def _new_object(machine: Machine) -> None:
    machine.reduce()


def _append(machine: Machine) -> None:
    item = machine.stack.pop()
    machine.extend([item])


def _set_item(machine: Machine) -> None:
    value = machine.stack.pop()
    key = machine.stack.pop()
    machine.set_items([key, value])


def _dict(machine: Machine) -> None:
    items = machine.pop_mark()
    machine.stack.append({})
    machine.set_items(items)


_ACTIONS: dict[str, Callable[[Machine], Any]] = {
    "TUPLE1": _tuple(1),
    "TUPLE2": _tuple(2),
    "TUPLE3": _tuple(3),
    "TUPLE": lambda machine: machine.stack.append(tuple(machine.pop_mark())),
    "LIST": lambda machine: machine.stack.append(machine.pop_mark()),
    "DICT": _dict,
    "APPEND": _append,
    "APPENDS": lambda machine: machine.extend(machine.pop_mark()),
    "ADDITEMS": lambda machine: machine.extend(machine.pop_mark()),
    "SETITEM": _set_item,
    "SETITEMS": lambda machine: machine.set_items(machine.pop_mark()),
    "REDUCE": Machine.reduce,
    "NEWOBJ": _new_object,
    "BUILD": Machine.build,
    "BINPERSID": Machine.storage,
    "POP": lambda machine: machine.stack.pop(),
    "POP_MARK": lambda machine: machine.pop_mark(),
    "DUP": lambda machine: machine.stack.append(machine.stack[-1]),
}
