"""Texts that no line grammar cuts: talk pages, chats, lists, numbered parts, paragraphs."""
