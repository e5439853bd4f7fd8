# Reads documents with the real shell: sh read.sh DIRECTORY ENV
# Beside each DIRECTORY/*.env it leaves the environment (.out) and the exit status (.status).
for file in "$1"/*.env; do
    (
        set -a
        . "$file"
        exec "$2" -0
    ) >"$file.out" 2>/dev/null </dev/null
    echo "$?" >"$file.status"
done
