"""As much of kustomize as deploy/kubernetes uses: resources, components, patches, images, generated secrets.

Refuses what it does not know, so that nothing is left out in silence.
"""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import yaml

Manifest = dict[str, Any]
IGNORED = {"apiVersion", "kind", "generatorOptions"}


def rendered(folder: Path) -> list[Manifest]:
    """The manifests that ``kubectl apply -k`` would send, in the order of their files."""
    return _take(folder, [])


def _take(folder: Path, manifests: list[Manifest]) -> list[Manifest]:
    ours = yaml.safe_load((folder / "kustomization.yaml").read_text())
    for step, content in ours.items():
        if step not in IGNORED and step not in STEPS:
            raise ValueError(f"{folder}/kustomization.yaml: {step} is not known here")
        if step == "generatorOptions" and content != {"disableNameSuffixHash": True}:
            raise ValueError(f"{folder}/kustomization.yaml: names with a suffix are not known here")
    for step, function in STEPS.items():
        for content in _listed(ours.get(step)):
            function(folder, content, manifests)
    return manifests


def _listed(content: Any) -> list[Any]:
    return content if isinstance(content, list) else [] if content is None else [content]


def _resource(folder: Path, name: str, manifests: list[Manifest]) -> None:
    path = folder / name
    manifests += _take(path, []) if path.is_dir() else list(yaml.safe_load_all(path.read_text()))


def _component(folder: Path, name: str, manifests: list[Manifest]) -> None:
    _take(folder / name, manifests)


def _secret(_folder: Path, content: dict[str, Any], manifests: list[Manifest]) -> None:
    data = {Path(name).name: "" for name in content["files"]}
    metadata = {"name": content["name"]}
    manifests.append({"apiVersion": "v1", "kind": "Secret", "metadata": metadata, "data": data})


def _patch(folder: Path, content: dict[str, str], manifests: list[Manifest]) -> None:
    patch = yaml.safe_load((folder / content["path"]).read_text())
    (patched,) = [row for row in manifests if key_of(row) == key_of(patch)]
    _merge(patched, patch)


def _merge(into: Manifest, patch: Manifest) -> None:
    """Strategic merge: mappings by key, lists of named things by name, everything else replaced."""
    for name, value in patch.items():
        if isinstance(value, dict) and isinstance(into.get(name), dict):
            _merge(into[name], value)
        elif isinstance(value, list) and all(isinstance(item, dict) and "name" in item for item in value):
            present = into.setdefault(name, [])
            for item in value:
                same = [row for row in present if row["name"] == item["name"]]
                _merge(same[0], item) if same else present.append(item)
        else:
            into[name] = copy.deepcopy(value)


def _image(_folder: Path, content: dict[str, str], manifests: list[Manifest]) -> None:
    for container in (container for pod in pods(manifests) for container in containers(pod)):
        if container["image"] == content["name"]:
            container["image"] = f"{content['newName']}:{content['newTag']}"


def _namespace(_folder: Path, name: str, manifests: list[Manifest]) -> None:
    for manifest in manifests:
        if manifest["kind"] != "Namespace":
            manifest["metadata"]["namespace"] = name


STEPS = {
    "resources": _resource,
    "secretGenerator": _secret,
    "components": _component,
    "patches": _patch,
    "images": _image,
    "namespace": _namespace,
}


def key_of(manifest: Manifest) -> tuple[str, str]:
    return manifest["kind"], manifest["metadata"]["name"]


def pods(manifests: list[Manifest]) -> list[Manifest]:
    """The templates of pods: of deployments, jobs and cron jobs."""
    found_in = []
    for manifest in manifests:
        spec = manifest.get("spec", {})
        spec = spec.get("jobTemplate", {}).get("spec", spec)
        if "template" in spec:
            found_in.append(spec["template"])
    return found_in


def containers(pod: Manifest) -> list[Manifest]:
    return [*pod["spec"].get("initContainers", []), *pod["spec"]["containers"]]
