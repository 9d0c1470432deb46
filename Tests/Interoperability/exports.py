#!/usr/bin/env python3
"""The makers of other formats judge what we export in them: a line for each file that is refused, and exit status 1.

    exports.py FILE…    NAME.oscal.json by compliance-trestle (OSCAL 1.2), NAME.cdx.json by the schema of CycloneDX 1.6"""
import json
import pathlib
import subprocess
import sys
import tempfile
import warnings

warnings.filterwarnings("ignore")


def oscal(path):
    import trestle.core.validator_factory  # first: the two import each other
    from trestle.core.all_validator import AllValidator
    from trestle.oscal.assessment_results import AssessmentResults
    from trestle.oscal.catalog import Catalog

    is_catalog = '"catalog":' in path.read_text("utf-8")[:64]
    try:
        model = (Catalog if is_catalog else AssessmentResults).oscal_read(path)
        if model is None:
            return "not read"
        if not AllValidator().model_is_valid(model, True):
            return "not valid"
    except Exception as refusal:  # trestle wraps what pydantic says into errors of its own
        return str(refusal)
    return references(model) or (controls(path) if is_catalog else None)


def references(model):
    """What refers to nothing in the document, and the resources that nothing refers to.

    Trestle's own validator of links sees UUIDs of version 4 alone; OSCAL has version 5 as well, and ours are that."""
    from trestle.common.model_utils import ModelUtils

    inner = {href[1:] for href in ModelUtils.find_values_by_name(model, "href") if href.startswith("#")}
    resources = {resource.uuid for resource in (model.back_matter.resources if model.back_matter else [])}
    known = resources | {name for name in ModelUtils.find_values_by_name(model, "id")}
    faults = [f"{name} is nowhere" for name in sorted(inner - known)]
    return "; ".join(faults + [f"nothing refers to {name}" for name in sorted(resources - inner)]) or None


def controls(path):
    """What is missing on the pages that trestle makes of a catalog's controls, one for each, for people to work on."""
    catalog = json.loads(path.read_text("utf-8"))["catalog"]
    trestle = str(pathlib.Path(sys.executable).with_name("trestle"))
    with tempfile.TemporaryDirectory() as place:
        folder = pathlib.Path(place)
        copy = folder / "catalogs" / "judged" / "catalog.json"
        for words in (["init"], ["author", "catalog-generate", "-n", "judged", "-o", "pages"]):
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(path.read_bytes())
            done = subprocess.run([trestle, *words], cwd=folder, capture_output=True, text=True)
            if done.returncode != 0:
                return f"trestle {words[0]}: {done.stdout}{done.stderr}"
        for control in catalog["controls"]:
            page = folder / "pages" / f"{control['id']}.md"
            if not page.exists():
                return f"no page for {control['id']}"
            statement = page.read_text("utf-8").split("## Control Statement", 1)[-1].split("\n## ", 1)[0]
            if not statement.strip():
                return f"the control statement of {control['id']} is empty"
    return None


def cyclonedx(path):
    from cyclonedx.schema import SchemaVersion
    from cyclonedx.validation.json import JsonStrictValidator

    return JsonStrictValidator(SchemaVersion.V1_6).validate_str(path.read_text("utf-8"))


refused = 0
for name in sys.argv[1:]:
    path = pathlib.Path(name)
    refusal = (oscal if name.endswith(".oscal.json") else cyclonedx)(path)
    if refusal is not None:
        refused += 1
        print(f"{path.name}: {str(refusal).splitlines()[0]}")
sys.exit(1 if refused else 0)
