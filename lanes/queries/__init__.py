"""Reading manifests."""
