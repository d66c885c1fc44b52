"""Corridor: what goes from one country to another and back: people, money and its price, refugees and asylum."""
