"""Hutong 护童: the working system of a city's child welfare and child protection."""
