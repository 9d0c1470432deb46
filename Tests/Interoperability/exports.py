#!/usr/bin/env python3
"""The makers of other formats judge what we export in them: a line for each file that is refused, and exit status 1.

    exports.py FILE…    NAME.oscal.json by compliance-trestle (OSCAL 1.2), NAME.cdx.json by the schema of CycloneDX 1.6"""
import pathlib
import sys
import warnings

warnings.filterwarnings("ignore")


def oscal(path):
    from trestle.oscal.assessment_results import AssessmentResults
    from trestle.oscal.catalog import Catalog

    model = Catalog if '"catalog":' in path.read_text("utf-8")[:64] else AssessmentResults
    try:
        return None if model.oscal_read(path) else "not read"
    except Exception as refusal:  # trestle wraps what pydantic says into errors of its own
        return str(refusal)


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
