"""Commands of the command line that go together; ``rashomon.cli`` puts them into one program."""
