"""Corridor: what goes from one country to another and back: people, money and its price, refugees and asylum."""

from lma_data.exhibits import corridor_asylum, corridor_money, corridor_people

__all__ = ["corridor_people", "corridor_money", "corridor_asylum"]
