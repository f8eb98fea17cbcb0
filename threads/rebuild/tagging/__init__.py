"""A second look at a dump: what each line is, told by lines of many pages whose comments are known."""
