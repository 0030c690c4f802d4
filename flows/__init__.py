"""
Limpide's flows: what runs, when and on what.

Importing this imports nothing heavy; Prefect comes with `flows.ingest`.
"""
