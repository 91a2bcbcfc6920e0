"""
A cluster as an executor: the notes of a batch are taken through the pipeline by Dask workers.

`errors` says what can go wrong, `kit` what must be the same on every machine, `bench` is what runs
on a worker, `executor` what hands the notes out. The only package that knows of Dask.
"""

from __future__ import annotations

from minutebook.cluster.errors import ClusterError, NoteLostError
from minutebook.cluster.executor import Cluster, require_distributed

__all__ = ["Cluster", "ClusterError", "NoteLostError", "require_distributed"]
