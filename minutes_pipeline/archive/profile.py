"""The profile of our packages (BagIt Profiles 1.4.0): what must be in each of them."""

from __future__ import annotations

import json

from minutes_pipeline.archive.bag import ALGORITHMS, PROFILE

_REQUIRED = (
    "Source-Organization",
    "External-Description",
    "External-Identifier",
    "Bagging-Date",
    "Bag-Software-Agent",
    "Payload-Oxum",
)
_OPTIONAL = (
    "Organization-Address",
    "Contact-Name",
    "Contact-Phone",
    "Contact-Email",
    "Bag-Group-Identifier",
    "Internal-Sender-Identifier",
    "Internal-Sender-Description",
    "Classification",
    "Retention",
    "Disposition",
)


def profile() -> bytes:
    """Return ``profile.json``."""
    info = {label: {"required": True, "repeatable": False} for label in _REQUIRED}
    info |= {label: {"required": False, "repeatable": False} for label in _OPTIONAL}
    whole = {
        "BagIt-Profile-Info": {
            "BagIt-Profile-Identifier": PROFILE,
            "BagIt-Profile-Version": "1.4.0",
            "Source-Organization": "minutes_pipeline",
            "External-Description": "会議録の保存パッケージ",
            "Version": "1",
        },
        "Bag-Info": info,
        "Manifests-Required": list(ALGORITHMS),
        "Manifests-Allowed": list(ALGORITHMS),
        "Tag-Manifests-Required": list(ALGORITHMS),
        "Tag-Manifests-Allowed": list(ALGORITHMS),
        "Tag-Files-Required": [
            "metadata/README.ja.txt",
            "metadata/dc.xml",
            "metadata/premis.xml",
            "metadata/profile.json",
        ],
        "Allow-Fetch.txt": False,
        "Serialization": "optional",
        "Accept-Serialization": ["application/zip"],
        "Accept-BagIt-Version": ["1.0"],
    }
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode("utf-8")
