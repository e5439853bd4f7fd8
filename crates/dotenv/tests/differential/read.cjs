// Reads documents with the real dotenv package: node read.cjs READERS_DIR INPUT OUTPUT
const fs = require('fs')
const path = require('path')

const [directory, input, output] = process.argv.slice(2)
const dotenv = require(path.join(directory, 'node_modules', 'dotenv'))

const answers = JSON.parse(fs.readFileSync(input, 'utf8')).map((document) => {
  // As `config()` does it: the file is read as a string.
  const text = Buffer.from(document, 'base64').toString('utf8')
  const values = Object.entries(dotenv.parse(text))
  return values.map(([key, value]) => [key, Buffer.from(value, 'utf8').toString('base64')])
})
fs.writeFileSync(output, JSON.stringify(answers))
