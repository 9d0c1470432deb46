#!/usr/bin/env python3
"""Another implementation of JSON Schema on our schemas and our documents: a line for each fault, and exit status 1.

    schemas.py DIR FILE…    DIR holds NAME.json, the schema of each document, as `pledgebook schema NAME` prints it;
                            each FILE is a document, and the schema is the one that its format names"""
import json
import pathlib
import sys

import jsonschema


def document(path, schemas):
    value = json.loads(path.read_text("utf-8"))
    name = next(iter(value)) == "format" and value["format"].partition("/")[0]
    if not name or name not in schemas:
        return ["its first member is no format that has a schema"]
    validator = jsonschema.Draft202012Validator(schemas[name])
    return [f"{fault.json_path}: {fault.message[:200]}" for fault in validator.iter_errors(value)]


def main():
    folder, *files = sys.argv[1:]
    schemas = {path.stem: json.loads(path.read_text("utf-8")) for path in pathlib.Path(folder).glob("*.json")}
    faults = []
    for name, schema in schemas.items():
        try:
            jsonschema.Draft202012Validator.check_schema(schema)
        except jsonschema.SchemaError as fault:
            faults.append(f"schema {name}: {fault.message}")
    if not faults:
        for file in files:
            faults += [f"{file}: {fault}" for fault in document(pathlib.Path(file), schemas)]
    print("\n".join(faults) or f"{len(schemas)} schemas and {len(files)} documents")
    return 1 if faults or not schemas else 0


sys.exit(main())
