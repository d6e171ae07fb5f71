@rem npm's shell on Windows has no exec: there the scripts of package.json come here, from the folder that they run in.
@%*
