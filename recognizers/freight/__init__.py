"""What parcels carry: waybill numbers, pick-up codes, positions."""
