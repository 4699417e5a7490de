-- darktable: two buttons of the lighttable's module for selected images.  "edit in Lacuna" exports each image as a TIFF of 16 bits
-- beside its file and opens it in Lacuna's window; "repair with Lacuna" has Lacuna look for damage without a window.  What was
-- repaired is imported and grouped with its image.  darktable gives scripts neither selections nor drawn masks.
local dt = require "darktable"

local lacuna = {}
local EXIT_CANCELLED = 1
local BITS_A_CHANNEL = 16

-- A word as the shell takes it literally.
function lacuna.quoted(word)
  if dt.configuration.running_os == "windows" then return '"' .. word .. '"' end
  return "'" .. word:gsub("'", "'\\''") .. "'"
end

function lacuna.program()
  return os.getenv("LACUNA") or "lacuna"
end

function lacuna.edit_command(file)
  return table.concat({ lacuna.quoted(lacuna.program()), "edit", lacuna.quoted(file) }, " ")
end

function lacuna.repair_command(file)
  return table.concat({ lacuna.quoted(lacuna.program()), "repair", lacuna.quoted(file), "-o", lacuna.quoted(file), "--overwrite" }, " ")
end

local function exists(file)
  local opened = io.open(file, "rb")
  if opened then opened:close() end
  return opened ~= nil
end

-- A new file beside the image's own: photo-lacuna.tif, photo-lacuna-2.tif and so on.
function lacuna.target(image)
  local base = image.path .. "/" .. image.filename:gsub("%.[^.]*$", "") .. "-lacuna"
  local file, number = base .. ".tif", 2
  while exists(file) do
    file, number = base .. "-" .. number .. ".tif", number + 1
  end
  return file
end

local function run(command)
  local code = dt.control.execute(command)
  -- Some systems return the exit code in the upper byte.
  return code > 255 and code // 256 or code
end

-- Hands one image over.  make_command: gives the command line for a file.  Returns the imported image, or nil.
function lacuna.hand_over(image, make_command)
  local file = lacuna.target(image)
  local format = dt.new_format("tiff")
  format.bpp = BITS_A_CHANNEL
  format:write_image(image, file)
  if not exists(file) then
    dt.print("darktable could not write " .. file)
    return nil
  end
  local code = run(make_command(file))
  if code ~= 0 then
    os.remove(file)
    if code ~= EXIT_CANCELLED then dt.print("Lacuna ended with " .. code .. "; " .. image.filename .. " is as it was") end
    return nil
  end
  local repaired = dt.database.import(file)
  repaired:group_with(image.group_leader)
  return repaired
end

local function register(name, label, tooltip, make_command)
  dt.gui.libs.image.register_action(name, label, function(_, images)
    for _, image in ipairs(images) do lacuna.hand_over(image, make_command) end
  end, tooltip)
end

register("lacuna_edit", "edit in Lacuna", "open each selected image in Lacuna's window", lacuna.edit_command)
register("lacuna_repair", "repair with Lacuna", "have Lacuna find and repair damage in each selected image", lacuna.repair_command)

return lacuna
