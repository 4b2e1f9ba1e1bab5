# Turns a folder of model files into a C++ source: cmake -D FOLDER=... -D OUTPUT=... -P this file.
file(GLOB files ${FOLDER}/*.yaml)
list(SORT files)
set(entries "")
foreach(file IN LISTS files)
    get_filename_component(name ${file} NAME_WE)
    file(READ ${file} text)
    string(APPEND entries "        {\"${name}\", R\"plimsoll(${text})plimsoll\"},\n")
endforeach()
file(WRITE ${OUTPUT} "// Made from cli/templates/*.yaml by cmake/embed_templates.cmake.
#include \"cli/templates.hpp\"

namespace plimsoll {

const std::vector<Template>& templates() {
    static const std::vector<Template> all{
${entries}    };
    return all;
}

} // namespace plimsoll
")
