"""Who wrote a text: bylines, a name beside the date, a name under the last sentence or above a line about it."""
