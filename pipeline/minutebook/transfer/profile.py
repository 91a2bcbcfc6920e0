"""What every bag of a transfer keeps to, as a BagIt profile says it."""

from __future__ import annotations

import json

PROFILE = "bagit-profile.json"
_IDENTIFIER = "urn:minutebook:bagit-profile:1"


def profile_json() -> bytes:
    """
    Write the profile.

    Source:
        BagIt Profiles specification 1.3.0.
    """
    profile = {
        "BagIt-Profile-Info": {
            "BagIt-Profile-Identifier": _IDENTIFIER,
            "BagIt-Profile-Version": "1.3.0",
            "Source-Organization": "minutebook",
            "External-Description": "A transfer of meeting records",
            "Version": "1.0",
        },
        "Bag-Info": {
            "Source-Organization": {"required": False},
            "External-Identifier": {"required": True},
            "External-Description": {"required": True, "repeatable": False},
            "Bagging-Date": {"required": True, "repeatable": False},
            "Payload-Oxum": {"required": True, "repeatable": False},
            "BagIt-Profile-Identifier": {
                "required": True,
                "repeatable": False,
                "values": [_IDENTIFIER],
            },
        },
        "Manifests-Required": ["sha256", "sha512"],
        "Tag-Manifests-Required": ["sha256", "sha512"],
        "Tag-Files-Required": [PROFILE],
        "Allow-Fetch.txt": False,
        "Accept-BagIt-Version": ["1.0"],
        "Serialization": "forbidden",
    }
    return (json.dumps(profile, indent=2) + "\n").encode("ascii")
