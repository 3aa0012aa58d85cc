"""Writes the resources of both drivers from their programs, and the programs of the fleet server from its description.

Run by `npm run generate`. `--check` writes nothing and fails when a file is out of date. Standard library only.
"""

from __future__ import annotations

import ast
import json
import re
import sys
from pathlib import Path

PACKAGE = Path(__file__).parents[1] / "src" / "novita_fleet"
FLEET = Path(__file__).parents[2] / "openapi" / "fleet.json"
SOURCES = {
    "programs.account": [
        "NetworksResource",
        "NetworkStorageResource",
        "RegistryAuthsResource",
        "ImagePrewarmResource",
        "JobsResource",
        "MetricsResource",
    ],
    "programs.billing": ["BillingResource"],
    "programs.catalogue": ["ProductsResource", "ClustersResource", "TemplatesResource"],
    "programs.endpoints": ["EndpointsResource"],
    "programs.instances": ["InstancesResource"],
    "programs.v2_account": ["V2NetworksResource", "V2JobsResource", "V2PrewarmTasksResource", "V2EndpointsResource"],
    "programs.v2_catalogue": ["V2ProductsResource", "V2RegionsResource", "V2TemplatesResource", "V2ImagesResource"],
    "programs.v2_instances": ["V2InstancesResource"],
    "programs.service": ["ServiceWorkflows"],
}
NOTE = "# Generated from {source} by `npm run generate`. Do not edit.\n"


class Method:
    """One method of a resource, as its source tells it."""

    def __init__(self, node: ast.FunctionDef) -> None:
        self.name = node.name
        self.doc = ast.get_docstring(node) or ""
        *parameters, options = node.args.args[1:]
        assert options.arg == "options", node.name
        assert options.annotation is not None and node.returns is not None
        self.options = ast.unparse(options.annotation).replace("Options", "ResourceCallOptions", 1)
        if ast.unparse(options.annotation) != "Options":
            self.options = ast.unparse(options.annotation)
        self.parameters = [(each.arg, ast.unparse(each.annotation)) for each in parameters if each.annotation]
        returns = ast.unparse(node.returns)
        self.iterates = returns.startswith("Iteration[")
        self.returns = re.sub(r"^\w+\[(.*)\]$", r"\1", returns)

    def signature(self) -> str:
        parts = ["self"]
        for index, (name, annotation) in enumerate(self.parameters):
            last = index == len(self.parameters) - 1
            parts.append(f"{name}: {annotation}" + (" = None" if last and annotation.endswith("| None") else ""))
        return ", ".join([*parts, f"**options: Unpack[{self.options}]"])

    def arguments(self) -> str:
        return ", ".join([*(name for name, _ in self.parameters), "options"])

    def text(self, is_async: bool) -> str:
        doc = "\n        ".join(self.doc.split("\n"))
        doc = re.sub(r"\n +\n", "\n\n", doc)
        closing = "\n        " if "\n" in doc else ""
        call = f"self._programs.{self.name}({self.arguments()})"
        if self.iterates:
            kind = "AsyncIterator" if is_async else "Iterator"
            head, body = (
                f"def {self.name}({self.signature()}) -> {kind}[{self.returns}]",
                f"self._driver.iterate({call})",
            )
        elif is_async:
            head, body = (
                f"async def {self.name}({self.signature()}) -> {self.returns}",
                f"await self._driver.run({call})",
            )
        else:
            head, body = f"def {self.name}({self.signature()}) -> {self.returns}", f"self._driver.run({call})"
        result = body if self.returns == "None" and not self.iterates else f"return {body}"
        return f'    {head}:\n        """{doc}{closing}"""\n        {result}\n'


def facade(module: str, text: str, classes: list[str], is_async: bool) -> str:
    tree = ast.parse(text)
    prefix = "Async" if is_async else ""
    bodies = []
    for node in tree.body:
        if not isinstance(node, ast.ClassDef) or node.name not in classes:
            continue
        methods = [
            Method(each) for each in node.body if isinstance(each, ast.FunctionDef) and not each.name.startswith("_")
        ]
        driver = f"{prefix or 'Sync'}Driver"
        doc = ast.get_docstring(node)
        bodies.append(
            f'class {prefix}{node.name}:\n    """{doc}"""\n\n'
            f"    def __init__(self, programs: programs.{node.name}, driver: {driver}) -> None:\n"
            "        self._programs = programs\n        self._driver = driver\n\n"
            + "\n".join(method.text(is_async) for method in methods)
        )
    if module == "generated.fleet_programs":
        bodies.append(fleet_collections(classes, is_async))
    body = "\n\n".join(bodies)
    source = f"python/src/novita_fleet/{module.replace('.', '/')}.py"
    driver = "async_driver import AsyncDriver" if is_async else "sync_driver import SyncDriver"
    package, name = module.rsplit(".", 1)
    return (
        NOTE.format(source=source)
        + f'"""{ast.get_docstring(tree)}"""\n\nfrom __future__ import annotations\n\n'
        + imports(tree, module, body)
        + "from typing_extensions import Unpack\n\n"
        + f"from ..{package} import {name} as programs\nfrom ..drivers.{driver}\n"
        + ("" if "[ResourceCallOptions]" not in body else "from ..call_options import ResourceCallOptions\n")
        + f"\n\n{body}"
    )


def fleet_collections(classes: list[str], is_async: bool) -> str:
    """What gives the clients of the fleet server their collections."""
    prefix = "Async" if is_async else ""
    lines = []
    for name in classes:
        attribute = re.sub(r"(?<!^)([A-Z])", r"_\1", name.removeprefix("Fleet").removesuffix("Resource")).lower()
        lines.append(f"        self.{attribute} = {prefix}{name}(programs.{name}(caller), driver)")
    return (
        f'class {prefix}FleetCollections:\n    """The collections of the fleet server."""\n\n'
        f"    def _collect(self, caller: Caller, driver: {prefix or 'Sync'}Driver) -> None:\n" + "\n".join(lines) + "\n"
    )


def imports(tree: ast.Module, module: str, body: str) -> str:
    """What the annotations need, from where the source has it."""
    used = set(re.findall(r"\w+", re.sub(r'""".*?"""', "", body, flags=re.DOTALL)))
    lines = []
    abc = sorted(name for name in ("AsyncIterator", "Iterator", "Mapping", "Sequence", "Callable") if name in used)
    if abc:
        lines.append(f"from collections.abc import {', '.join(abc)}")
    if "Any" in used:
        lines.append("from typing import Any")
    package = module.split(".")[0]
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and node.level > 0:
            place = ("" if node.level == 2 else f"{package}.") + (node.module or "")
            names = sorted(each.name for each in node.names if each.name in used and each.asname is None)
            if names:
                lines.append(f"from ..{place} import {', '.join(names)}")
        elif (
            isinstance(node, ast.ClassDef)
            and node.name in used
            and not node.name.endswith(("Resource", "Workflows", "Collections"))
        ):
            lines.append(f"from ..{module} import {node.name}")
    return "\n".join(lines) + "\n"


def fleet_programs() -> str:
    """The programs of the fleet server's API: one class for each collection, one method for each operation."""
    description = json.loads(FLEET.read_text("utf-8"))
    groups: dict[str, list[str]] = {}
    for path, methods in description["paths"].items():
        for method, operation in methods.items():
            if "operationId" in operation and path.startswith("/v1/") and answers_json(operation):
                collection = path.split("/")[2]
                groups.setdefault(collection, []).append(fleet_method(collection, path, method, operation))
    bodies = []
    for collection, texts in groups.items():
        bodies.append(
            f'class Fleet{pascal(collection)}Resource:\n    """{pascal(collection)} of the fleet server."""\n\n'
            "    def __init__(self, caller: Caller) -> None:\n        self._caller = caller\n\n" + "\n".join(texts)
        )
    body = "\n\n".join(bodies)
    types = sorted(set(re.findall(r"types\.(\w+)", body)))
    return (
        NOTE.format(source="openapi/fleet.json")
        + '"""The API of the fleet server, as programs."""\n\nfrom __future__ import annotations\n\n'
        "from collections.abc import Mapping\nfrom typing import Any\n\n"
        "from ..fleet_calls import FleetCallOptions, call_fleet, iterate_fleet\n"
        f"from ..generated.fleet_types import {', '.join(types)}\nfrom ..program import Iteration, Program\n"
        "from ..programs.call_operation import Caller, Options\n\n\n" + body.replace("types.", "")
    )


def fleet_method(collection: str, path: str, method: str, operation: dict) -> str:
    id: str = operation["operationId"]
    name = method_name(id, collection)
    parameters = operation.get("parameters", [])
    keyed = any(each["in"] == "header" and each["name"].lower() == "idempotency-key" for each in parameters)
    in_path = [each["name"] for each in parameters if each["in"] == "path"]
    query = [each for each in parameters if each["in"] == "query"]
    body = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
    signature = [f"{each}: str" for each in in_path]
    arguments = [f"params={{{', '.join(f'{json.dumps(each)}: {each}' for each in in_path)}}}"] if in_path else []
    if body is not None:
        optional = operation["requestBody"].get("required") is not True
        request = f"types.{body['$ref'].split('/')[-1]} | " if "$ref" in body else ""
        signature.append(f"request: {request}Mapping[str, Any]" + (" | None" if optional else ""))
        arguments.append("body=request")
    if query:
        signature.append(f"query: types.{id[0].upper() + id[1:]}Params | Mapping[str, Any] | None")
        arguments.append("query=query")
    # A key makes a repeated create safe; to stop, delete or look twice does no harm.
    safe = keyed or method in ("get", "delete") or re.match("stop|heartbeat|list|get", id) is not None
    arguments.append(f"idempotent={safe}")
    if keyed:
        arguments.append("keyed=True")
    answer = next((each for code, each in operation["responses"].items() if code.startswith("2")), {})
    schema = answer.get("content", {}).get("application/json", {}).get("schema", {})
    result = f"types.{schema['$ref'].split('/')[-1]}" if "$ref" in schema else "None" if not schema else "Any"
    summary = (operation.get("summary") or operation.get("description") or id).split("\n")[0].rstrip(".")
    options = "FleetCallOptions" if keyed else "Options"
    call = f'call_fleet(self._caller, "{method.upper()}", "{path}", options, {", ".join(arguments)})'
    ending = (
        f"yield from {call}" if result == "None" else f"answer: {result} = yield from {call}\n        return answer"
    )
    text = (
        f"    def {name}(self, {', '.join([*signature, f'options: {options}'])}) -> Program[{result}]:\n"
        f'        """{summary}."""\n        {ending}\n'
    )
    if query and any(each["name"] == "cursor" for each in query):
        item = schema["$ref"].split("/")[-1].removesuffix("List") if "$ref" in schema else "Any"
        walk = ", ".join([*in_path, "{**(query or {}), **place}", "options"])
        text += (
            f"\n    def {name}_all(self, {', '.join([*signature, 'options: Options'])}) -> Iteration[types.{item}]:\n"
            f'        """{summary}, page after page."""\n'
            f"        return iterate_fleet(lambda place: self.{name}({walk}))\n"
        )
    return text


def answers_json(operation: dict) -> bool:
    """Whether the answer is no stream or page of text, which `stream` and `request_raw` are for."""
    found = [each.get("content", {}) for code, each in operation["responses"].items() if code.startswith("2")]
    return all("application/json" in content or not content for content in found)


def method_name(id: str, collection: str) -> str:
    plural = pascal(collection)
    singular = plural.removesuffix("ies") + "y" if plural.endswith("ies") else plural.removesuffix("s")
    rest = re.sub(f"{plural}|{singular}", "", id, count=1)
    name = re.sub(r"(?<!^)([A-Z])", r"_\1", rest).lower().replace("__", "_").strip("_")
    # As in the TypeScript client: `instances.events(id)`, `instances.connection(id)`.
    found = re.fullmatch("(?:list|get)_(.+)", name)
    return found[1] if found else name


def pascal(name: str) -> str:
    return "".join(part[:1].upper() + part[1:] for part in re.split("[-_]", name))


def main() -> int:
    check = "--check" in sys.argv
    outputs: dict[Path, str] = {}
    fleet = fleet_programs()
    outputs[PACKAGE / "generated" / "fleet_programs.py"] = fleet
    texts = {module: (PACKAGE / f"{module.replace('.', '/')}.py").read_text("utf-8") for module in SOURCES}
    sources = {**SOURCES, "generated.fleet_programs": re.findall(r"^class (\w+)", fleet, re.MULTILINE)}
    texts["generated.fleet_programs"] = fleet
    for module, classes in sources.items():
        name = module.rsplit(".", 1)[1]
        for kind in ("sync", "async"):
            outputs[PACKAGE / "generated" / f"{kind}_{name}.py"] = facade(
                module, texts[module], classes, kind == "async"
            )
    stale = [path for path, text in outputs.items() if not path.exists() or path.read_text("utf-8") != text]
    for path in stale:
        if not check:
            path.write_text(outputs[path], "utf-8")
        print(f"{'out of date' if check else 'wrote'} {path.relative_to(PACKAGE.parents[2])}")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
