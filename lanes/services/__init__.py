"""What changes manifests."""
