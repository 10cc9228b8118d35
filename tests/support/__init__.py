"""What tests share: brokers, processes, fakes, generated references."""
